// libtorch's thread count, default type and default generator belong to the process: tests that share them run one by one.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
