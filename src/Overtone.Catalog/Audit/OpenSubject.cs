using System.Text.Json;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>A subject, opened: its classifier and its images. A worker keeps the last one open, because an audit's trials share it.</summary>
internal sealed class OpenSubject : IDisposable
{
    private static OpenSubject? s_last;
    private static string s_lastKey = "";

    private readonly AuditSubject _subject;
    private readonly Device _device;
    private readonly InputSize _dataSize;
    private readonly Tensor _pixels;
    private readonly long[] _labels;

    private OpenSubject(AuditSubject subject, TrialContext context, Device device)
    {
        (_subject, _device) = (subject, device);
        Dataset images = ImageProblem.Open(subject.Data, context.Environment.DataRoots).Evaluation;
        _dataSize = new InputSize(images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        Classifier = Reopen(subject.BatchSize, context);
        ClassNames = images.ClassNames;
        Dataset sample = subject.Images > 0 && subject.Images < images.Count ? images.Subset(subject.Images, subject.Seed) : images;
        // In random order, so that the first images are a random sample of all.
        int[] order = [.. Enumerable.Range(0, sample.Count).OrderBy(image => RandomStreams.SeedOf(subject.Seed, "order", image))];
        using var scope = NewDisposeScope();
        _pixels = ImageResize.Fit(sample.Images(order), Classifier.InputSize, subject.Input).DetachFromDisposeScope();
        _labels = Array.ConvertAll(order, image => (long)sample.Labels[image]);
    }

    /// <summary>The model.</summary>
    public IClassifier Classifier { get; }

    /// <summary>The names of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>All images of the sample.</summary>
    public LabelledImages Images => new(_pixels, _labels);

    /// <summary>Opens a subject, or returns the open one.</summary>
    public static OpenSubject Of(AuditSubject subject, TrialContext context, Device device)
    {
        string key = $"{JsonSerializer.Serialize(subject, StudyJson.Compact)} {context.Environment.Threads} {device}";
        if (key != s_lastKey)
        {
            s_last?.Dispose();
            (s_last, s_lastKey) = (null, "");
            (s_last, s_lastKey) = (new OpenSubject(subject, context, device), key);
        }

        return s_last!;
    }

    /// <summary>Some consecutive images of the sample; the caller's dispose scope owns them.</summary>
    public LabelledImages Part(int first, int count) => new(_pixels.narrow(0, first, count), _labels.AsMemory(first, count), first);

    /// <summary>The model once more, with another batch size; the caller disposes it.</summary>
    public IClassifier Reopen(int batchSize, TrialContext context)
    {
        var options = new ClassifierOptions { BatchSize = batchSize, Threads = context.Environment.Threads, Device = _device, DataSize = _dataSize };
        return _subject.IsDemonstration ? DemonstrationNetwork.Open(_subject, context, options) : ClassifierFile.Open(_subject.Model, _subject.Input, options);
    }

    public void Dispose()
    {
        Classifier.Dispose();
        _pixels.Dispose();
    }
}
