"""What can be told to a user. Anything else that is raised is a bug and is never dressed up as one of these."""


class FinsamError(Exception):
    """A fault the user can understand and mend; the message is Swedish and names thing, rule and remedy."""

    def __init__(self, thing: str, rule: str, remedy: str) -> None:
        self.thing, self.rule, self.remedy = thing, rule, remedy
        super().__init__(f"{thing}: {rule} {remedy}")


class DataError(FinsamError):
    """A file of the data folder breaks a rule."""


class SnapshotError(FinsamError):
    """A published snapshot is missing, half or of another format."""
