"""From a file's bytes to sheets of texts at their places, or a refusal."""
