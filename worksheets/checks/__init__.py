"""What is looked at in every text before people meet it: a small file for each family, and `registry`."""
