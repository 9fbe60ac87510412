"""What the commands of finsam.py do and say."""
