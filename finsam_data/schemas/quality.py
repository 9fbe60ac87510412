"""How far the register can be trusted, counted when the internal edition is published. No other edition has these."""

import dataframely as dy

ANY_DOUBT = "any"
"""The doubt that sums all doubts, each row once."""
NOBODY = ""
"""The insats of a row that does not say which."""
DOUBTS = ("open_too_long", "age_outside", "outside_life", "overlapping", "no_reason")
"""Open far longer than the insats normally lasts; an age outside 16–64; started when the insats did not run; at the
same time as another deltagande of the same participant and insats; ended without a reason though there is consent."""
FIGURES = ("participants", "started", "ended", "closing", "work_or_study")
"""The headline figures that rest on rows: the populations, and the ended who went on to work or study."""


class Doubtful(dy.Schema):
    """How many of the rows behind a headline figure are in doubt.

    Grain: one row per period, insats (”alla” sums them), figure and doubt. base is the figure itself, n the rows of it
    in doubt; a row with two doubts counts in both and once in ANY_DOUBT. limit_days: what is too long, for an insats
    where that is said.
    """

    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    figure = dy.String(primary_key=True)
    doubt = dy.String(primary_key=True)
    n = dy.Int64(min=0)
    base = dy.Int64(min=0)
    limit_days = dy.Int64(nullable=True, min=0)


class RegistrationDelay(dy.Schema):
    """Days from an event to the first file that told of it.

    Grain: one row per period of the event, insats (”alla” sums them) and event (start or end). n counts the events, and
    known those that came by a file that is kept; the days are whole ones, null where none is known. nine_of_ten_days:
    nine of ten were known within so many.
    """

    period = dy.String(primary_key=True)
    insats = dy.String(primary_key=True)
    event = dy.String(primary_key=True)
    n = dy.Int64(min=0)
    known = dy.Int64(min=0)
    median_days = dy.Int64(nullable=True)
    nine_of_ten_days = dy.Int64(nullable=True)


class Waiting(dy.Schema):
    """Rows in quarantine. Grain: one row per insats (NOBODY where the row does not say) and rule; n counts rows."""

    insats = dy.String(primary_key=True)
    rule = dy.String(primary_key=True)
    n = dy.Int64(min=1)


class TakenFile(dy.Schema):
    """A file that has been taken in and counts. Grain: one row per import, in order of time.

    rows_in = accepted + rejected + not_data; insatser is a list in words, covers a period's code or empty.
    """

    import_id = dy.String(primary_key=True)
    taken_in = dy.Date()
    insatser = dy.String()
    covers = dy.String()
    rows_in = dy.Int64(min=0)
    accepted = dy.Int64(min=0)
    rejected = dy.Int64(min=0)
    not_data = dy.Int64(min=0)


QUALITY_TABLES: dict[str, type[dy.Schema]] = {
    "doubtful": Doubtful,
    "registration_delay": RegistrationDelay,
    "waiting": Waiting,
    "taken_file": TakenFile,
}
