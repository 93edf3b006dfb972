"""Programme packs: a programme as a folder of files that people can read, written in Markdown and YAML."""
