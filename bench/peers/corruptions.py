"""The corruptions in NumPy, SciPy and Pillow that the tests hold Overtone's against, one image after another as the published program does.

    corruptions.py IMAGES.npy TEXTURES.npy

Answers 'NAME SEVERITY' with the seconds that corrupting all images took.
"""
import pathlib
import sys

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "tests" / "Overtone.Tests" / "Data" / "Corruptions" / "Fixtures"
sys.path.insert(0, str(FIXTURES))
sys.dont_write_bytecode = True
# Found on the path set above; this file has the same name.
sys.modules.pop("corruptions", None)
sys.path = [str(FIXTURES)] + [p for p in sys.path if pathlib.Path(p).resolve() != pathlib.Path(__file__).resolve().parent]
import corruptions  # noqa: E402

corruptions.main("serve", *sys.argv[1:])
