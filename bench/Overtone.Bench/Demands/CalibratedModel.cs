using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>How a model is best asked: the choice of batch size and memory order that an audit makes by its calibration.</summary>
internal static class CalibratedModel
{
    private const int Repeats = 6;
    private static readonly int[] BatchSizes = [8, 16, 32, 64, 128];

    /// <summary>The choice, by the processor's time.</summary>
    /// <param name="file">An ONNX or TorchScript file.</param>
    /// <param name="images">Images of its size.</param>
    /// <param name="threads">How many threads it has.</param>
    /// <param name="ask">What is asked of it; its answers if not given.</param>
    public static ClassifierOptions OptionsFor(
        string file, LabelledImages images, int threads, Action<IClassifier, LabelledImages>? ask = null)
    {
        ask ??= (classifier, some) => classifier.Logits(some.Pixels).Dispose();
        bool[] orders = ClassifierFile.IsTorchScript(file) ? [false, true] : [false];
        long[] shape = images.Pixels.shape;
        var size = new InputSize((int)shape[1], (int)shape[2], (int)shape[3]);
        ClassifierOptions[] choices =
        [
            .. from batch in BatchSizes
            from last in orders
            select new ClassifierOptions
            {
                BatchSize = batch,
                ChannelsLast = last,
                Threads = threads,
                DataSize = size,
            },
        ];
        return choices.MinBy(choice =>
        {
            using var scope = NewDisposeScope();
            using IClassifier classifier = ClassifierFile.Open(file, InputSpec.Default, choice);
            LabelledImages part = images.Some([.. Enumerable.Range(0, Math.Min(images.Count, choice.BatchSize))]);
            return Enumerable.Range(0, Repeats).Min(_ => Duel.Processor(() => ask(classifier, part))) / part.Count;
        })!;
    }
}
