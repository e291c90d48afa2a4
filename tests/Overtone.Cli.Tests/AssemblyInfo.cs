// Each test runs the program in a folder of its own; most of its time is one process starting others.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]
