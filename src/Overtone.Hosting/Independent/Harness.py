"""Calls functions of a script: [text of the script, [{function, arguments}]] in, the numbers of each call out, both as JSON."""
import json
import sys

import numpy

text, calls = json.load(sys.stdin)
script = {}
exec(compile(text, sys.argv[1], "exec"), script)
results = [numpy.ravel(numpy.asarray(script[call["function"]](**call["arguments"]), float)).tolist() for call in calls]
json.dump(results, sys.stdout, allow_nan=False)
