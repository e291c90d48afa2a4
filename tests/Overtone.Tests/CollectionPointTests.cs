namespace Overtone.Tests;

public class CollectionPointTests
{
    [Fact]
    public void The_collector_runs_at_the_point_and_not_between_points_of_a_long_loop()
    {
        CollectionPoint.Collect();
        using TorchSharp.torch.Tensor x = TorchSharp.torch.ones(10);
        for (int piece = 0; piece < 50; piece++)
        {
            int before = GC.CollectionCount(0);
            for (int n = 0; n < 500; n++)
            {
                using var scope = TorchSharp.torch.NewDisposeScope();
                x.add_(0.25).sub_(0.25);
            }

            Assert.Equal(before, GC.CollectionCount(0));
            CollectionPoint.Collect();
            Assert.Equal(before + 1, GC.CollectionCount(0));
        }

        Assert.Equal(10, x.sum().item<float>());
    }

    [Fact]
    public void No_collection_runs_beside_the_program_though_large_arrays_come_and_go()
    {
        CollectionPoint.Collect();
        byte[] large = new byte[30 << 20];
        Array.Fill(large, (byte)1);
        double[]? passing = null;
        for (int n = 0; n < 2000; n++)
            passing = new double[224 * 224];
        Assert.Equal(0, GC.GetGCMemoryInfo(GCKind.Background).Index);
        GC.KeepAlive(passing);
        GC.KeepAlive(large);
    }
}
