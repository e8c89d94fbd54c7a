"""The document: what a digest is, how it is read, written, checked and compared.

Pure Python; imports the standard library only.
"""
