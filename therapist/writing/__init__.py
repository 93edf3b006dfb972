"""Help with writing a letter: quotations, templates, and a look at what stands in it. Nothing here sends or stores."""
