using System.Runtime.CompilerServices;

// Downloads are tested against a server on this machine, with small archives in place of the published ones.
[assembly: InternalsVisibleTo("Overtone.Tests")]

// Mutated inputs go to the readers themselves.
[assembly: InternalsVisibleTo("Overtone.Fuzz")]

// The program that runs the ONNX project's own tests reads their tensors.
[assembly: InternalsVisibleTo("Overtone.Bench")]
