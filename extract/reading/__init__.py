"""The file formats: one small reader each, from the bytes of a file to drafts of documents."""
