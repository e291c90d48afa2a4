// libtorch's thread count belongs to the process, and memory and tensors are counted: tests run one by one.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
