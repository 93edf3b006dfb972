"""The instruments that come with the program, a file for each family."""
