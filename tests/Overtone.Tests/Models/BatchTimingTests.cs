using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class BatchTimingTests
{
    private static readonly BatchForm[] Forms = [new(2, false), new(8, false), new(8, true)];

    [Fact]
    public void A_way_that_takes_clearly_less_of_the_processor_is_chosen()
    {
        using var scope = NewDisposeScope();
        List<(BatchForm Form, long Images)> asked = [];
        var (best, seconds) = BatchTiming.Fastest(
            Forms, form => Busy(form == Forms[1] ? 1 : 20, images => asked.Add((form, images))), zeros(3, 1, 1, 1));
        Assert.Equal(Forms[1], best);
        Assert.True(seconds > 0);
        // Fewer images than a batch are repeated, and all ways are asked as often, in turns.
        Assert.All(asked, one => Assert.Equal(one.Form.BatchSize, one.Images));
        Assert.All(asked.Chunk(3), round => Assert.Equal(Forms, round.Select(one => one.Form)));
    }

    [Fact]
    public void It_stops_when_told_to()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<OperationCanceledException>(() => BatchTiming.Fastest(
            Forms, _ => Busy(1, _ => { }), zeros(3, 1, 1, 1), new CancellationToken(canceled: true)));
    }

    // Keeps the processor busy for some milliseconds an image.
    private static StubClassifier Busy(int milliseconds, Action<long> asked) => new(2, images =>
    {
        asked(images.shape[0]);
        var begin = Environment.CpuUsage.TotalTime;
        while ((Environment.CpuUsage.TotalTime - begin).TotalMilliseconds < milliseconds * images.shape[0])
            Thread.SpinWait(1000);
        return zeros(images.shape[0], 2);
    });
}
