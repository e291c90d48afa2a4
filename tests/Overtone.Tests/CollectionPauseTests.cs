namespace Overtone.Tests;

public class CollectionPauseTests
{
    [Fact]
    public void Nothing_is_collected_during_a_pause_and_collections_go_on_after_it()
    {
        using (CollectionPause.Begin())
        {
            int before = GC.CollectionCount(0);
            for (int n = 0; n < 100_000; n++)
                GC.KeepAlive(new byte[100]);
            Assert.Equal(before, GC.CollectionCount(0));
        }

        int after = GC.CollectionCount(0);
        GC.Collect(0);
        Assert.Equal(after + 1, GC.CollectionCount(0));
    }

    [Fact]
    public void Pauses_nest_and_survive_more_garbage_than_they_have_room_for()
    {
        using CollectionPause outer = CollectionPause.Begin();
        using CollectionPause inner = CollectionPause.Begin();
        for (int n = 0; n < 200; n++)
            GC.KeepAlive(new byte[1_000_000]);
    }

    [Fact]
    public void Numbers_passed_to_libtorch_survive_a_busy_second_thread()
    {
        bool stop = false;
        var garbage = new Thread(() =>
        {
            // Little enough for the pause's room, often enough to collect without it.
            for (int n = 0; !stop && n < 200_000; n++)
                GC.KeepAlive(new byte[64]);
        });
        garbage.Start();
        using TorchSharp.torch.Tensor x = TorchSharp.torch.ones(10);
        for (int piece = 0; piece < 40; piece++)
        {
            using CollectionPause pause = CollectionPause.Begin();
            for (int n = 0; n < 100; n++)
            {
                using var scope = TorchSharp.torch.NewDisposeScope();
                x.add_(0.25).sub_(0.25);
            }
        }

        stop = true;
        garbage.Join();
        Assert.Equal(10, x.sum().item<float>());
    }
}
