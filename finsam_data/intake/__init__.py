"""The project leaders' files: reading → meaning → register, and returning to those who sent them.

What passes between these lies here: a raw file, a checked one, findings, and the settings. taking_in is the whole way.
"""
