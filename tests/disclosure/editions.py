"""What lies on disk: an edition's cells in one frame, the truth beside them, and an edition that protects badly."""

import json
import shutil
from pathlib import Path

import polars as pl

from finsam_data.forbund import TOTAL, Forbund, parse_forbund

KEY = ["table", "population", "period", "insats", "gender", "category"]
"""What names a cell. A table without a category of its own (flow) has the total there."""
CELL = pl.Schema({**dict.fromkeys(KEY, pl.String), "n": pl.Int64, "hidden": pl.Boolean})


def edition_folder(out: Path, edition: str) -> Path:
    """The folder of the snapshot that current.json points out."""
    return out / str(json.loads((out / "current.json").read_bytes())[edition]) / edition


def manifest_of(folder: Path) -> dict:
    """What the edition says about itself."""
    return dict(json.loads((folder / "manifest.json").read_bytes()))


def forbund_of(folder: Path) -> Forbund:
    """The lists as the edition tells them."""
    return parse_forbund((folder / "forbund.yaml").read_bytes())


def category_of(entry: dict) -> str | None:
    """The dimension of a table beside insats and gender, from its line in the manifest."""
    return next((name for name in entry["dimensions"] if name not in {"insats", "gender"}), None)


def counts(folder: Path) -> pl.DataFrame:
    """Every row of every table of counts: one row per cell, as CELL says. n is null where hidden."""
    parts = [pl.DataFrame(schema=CELL)]
    for name, entry in manifest_of(folder)["tables"].items():
        if not entry["dimensions"]:
            continue
        found = pl.read_parquet(folder / f"{name}.parquet")
        category = category_of(entry)
        parts.append(
            found.select(
                pl.lit(name).alias("table"),
                *(pl.col(column).cast(pl.String) for column in ("population", "period", "insats", "gender")),
                (pl.col(category).cast(pl.String) if category else pl.lit(TOTAL)).alias("category"),
                pl.col("n").cast(pl.Int64),
                pl.col("hidden"),
            )
        )
    return pl.concat(parts)


def merged_truth(cells: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """The internal edition's cells, summed to the labels that the protected edition says that it uses.

    The manifest's merged is {dimension: {category: label}}.
    """
    manifest = manifest_of(folder)
    merged: dict[str, dict[str, str]] = manifest.get("merged") or {}
    dimension = {name: category_of(entry) for name, entry in manifest["tables"].items() if entry["dimensions"]}
    parts = []
    for (table,), part in cells.group_by("table"):
        own = {"insats": "insats", "gender": "gender", "category": dimension.get(str(table))}
        parts.append(part.with_columns(pl.col(c).replace(merged.get(d or "", {})) for c, d in own.items()))
    return pl.concat(parts).group_by(KEY).agg(pl.col("n").sum(), pl.col("hidden").any())


def plant(internal: Path, out: Path) -> Path:
    """Write a protected edition beside nothing else that only hides 1–4, in every cell of the internal edition."""
    snapshot_id = internal.parent.name
    folder = out / snapshot_id / "protected"
    shutil.copytree(internal, folder)
    for name, entry in manifest_of(folder)["tables"].items():
        if entry["dimensions"]:
            file = folder / f"{name}.parquet"
            small = pl.col("n").is_between(1, 4)
            pl.read_parquet(file).with_columns(
                n=pl.when(small).then(None).otherwise(pl.col("n")), hidden=small
            ).write_parquet(file)
    (out / "current.json").write_text(json.dumps({"protected": snapshot_id}), encoding="utf-8")
    return folder
