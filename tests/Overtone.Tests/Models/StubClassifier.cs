using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

/// <summary>A classifier of 1x1 grey images that answers what a test wants.</summary>
internal sealed class StubClassifier(int classes, Func<Tensor, Tensor> answer, params string[] classNames) : IClassifier
{
    public InputSize InputSize => new(1, 1, 1);

    public int ClassCount => classes;

    public IReadOnlyList<string> ClassNames => classNames;

    public ClassifierDescription Description => new("stub", "1", "stub", "", "", "cpu", 1, 64, false, "");

    /// <summary>
    /// Answers with the class that a pixel names: class c for a pixel of c / classes, and some noise-free score below it for the others.
    /// </summary>
    internal static StubClassifier Reading(int classes, Func<int, int> classOfPixel) => new(classes, images =>
    {
        using var scope = NewDisposeScope();
        var logits = new float[images.shape[0] * classes];
        var image = 0;
        foreach (var pixel in images.Numbers())
            logits[(image++ * classes) + classOfPixel((int)Math.Round(pixel * classes))] = 5;
        return tensor(logits, [images.shape[0], classes]).MoveToOuterDisposeScope();
    });

    public Tensor Logits(Tensor images, CancellationToken cancellation = default) => answer(images);

    public void Dispose()
    {
    }
}
