"""Checks many cases on Apache Spark: rdd.pipe hands lines to `hazama stream`, and Spark does all the rest.

    pip install pyspark        # needs Java
    python3 examples/spark/stream.py CASES HAZAMA [AS_OF]

CASES is a folder whose subfolders are cases, which every worker must see; HAZAMA is the program. One process runs a core, with one
case at a time (--jobs 1), so that Spark alone decides how much is in work. Prints counts, and writes results.jsonl to the current
folder: one {"id", "report"} or {"id", "line", "error"} a line, ordered by id.
"""

import json
import os
import shlex
import sys

from pyspark.sql import SparkSession


def main(cases, hazama, as_of="2026-11-22"):
    cases = os.path.abspath(cases)
    lines = [
        json.dumps({"id": name, "path": os.path.join(cases, name)}, ensure_ascii=False)
        for name in sorted(os.listdir(cases))
        if os.path.isdir(os.path.join(cases, name))
    ]
    spark = SparkSession.builder.appName("hazama").getOrCreate()
    cores = spark.sparkContext.defaultParallelism
    command = f"{shlex.quote(os.path.abspath(hazama))} stream --jobs 1 --quiet --as-of {shlex.quote(as_of)}"
    # more parts than cores, so that a slow part keeps nobody waiting at the end
    answers = (
        spark.sparkContext.parallelize(lines, min(len(lines), cores * 4))
        .pipe(command, checkCode=True)
        .collect()
    )
    # Spark's sortByKey would run every case again to see how keys are spread
    answers.sort(key=lambda line: str(json.loads(line)["id"]))
    with open("results.jsonl", "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in answers)
    broken = sum("error" in json.loads(line) for line in answers)
    print(f"{len(lines)} cases, {len(answers)} answers, {broken} of them errors, {cores} cores")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
