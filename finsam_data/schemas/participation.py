"""The register: one row per deltagande, as the project leaders report it."""

import dataframely as dy
import polars as pl


class Participation(dy.Schema):
    """One deltagande: one participant in one insats, from one start date.

    Grain: one row per participant_id, insats and start_date. Ages in whole years at start, dates inclusive.
    Allowed values of the text columns stand in forbund.yaml; a null means that the information is missing.
    Without consent to be registered (SUS) there is no avslutsorsak.
    Source: the project leaders' files; the shipped sample is synthetic (sample_data/README.md).
    """

    participant_id = dy.String(primary_key=True, min_length=1)
    insats = dy.String(primary_key=True)
    start_date = dy.Date(primary_key=True)
    end_date = dy.Date(nullable=True)
    avslutsorsak = dy.String(nullable=True)
    gender = dy.String()
    age = dy.Int64(nullable=True, min=15, max=69)
    education = dy.String(nullable=True)
    time_without_work = dy.String(nullable=True)
    anmalare = dy.String(nullable=True)
    stadsdel = dy.String(nullable=True)
    consent = dy.Bool()

    @dy.rule()
    def ends_on_or_after_start(cls) -> pl.Expr:
        return pl.col("end_date") >= pl.col("start_date")

    @dy.rule()
    def reason_needs_end(cls) -> pl.Expr:
        return pl.col("avslutsorsak").is_null() | pl.col("end_date").is_not_null()

    @dy.rule()
    def end_needs_reason(cls) -> pl.Expr:
        return pl.col("end_date").is_null() | pl.col("avslutsorsak").is_not_null() | ~pl.col("consent")
