using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Overtone.Data;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// Batches of labelled images, read when they are needed and changed one by one. From images in memory the next batch is made while the
/// network takes a step on this one: on plain arrays, so that no tensor crosses threads and the collector has nothing to do meanwhile (see
/// <see cref="CollectionPoint"/>); decoding files would leave it too much.
/// </summary>
internal sealed class ImageBatchMaker : BatchMaker
{
    private readonly Dataset _images;
    private readonly IReadOnlyList<ImageRegime> _augmentations;
    private readonly bool _areTargetsSoft;
    private readonly ImageDraws _draws = new();
    private ImageBuffer _ready, _making;
    private Thread? _maker;
    private ExceptionDispatchInfo? _fault;

    /// <summary>A maker of batches.</summary>
    /// <param name="images">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="augmentations">What changes images one by one.</param>
    /// <param name="areTargetsSoft">Whether targets are probabilities, [n, classes], rather than class indices.</param>
    public ImageBatchMaker(
        Dataset images, TrainingOptions options, IReadOnlyList<ImageRegime> augmentations, bool areTargetsSoft)
        : base(images.Count, options.BatchSize, options.Seed)
    {
        (_images, _augmentations, _areTargetsSoft) = (images, augmentations, areTargetsSoft);
        int pixels = checked((int)BatchSize * images.Shape.PixelCount);
        (_ready, _making) = (new ImageBuffer(pixels), new ImageBuffer(images.IsInMemory ? pixels : 0));
    }

    public override (TrainingBatch Batch, Tensor? Derivatives) Take(long step)
    {
        Wait();
        (_ready, _making) = (_making, _ready);
        // After a checkpoint was read, what was made ahead is for another step.
        if (_ready.Step != step)
        {
            (_ready, _making) = _images.IsInMemory ? (_ready, _making) : (_making, _ready);
            Begin(_ready, step);
            Fill(_ready);
        }

        TrainingBatch batch = Batch(_ready);
        if (_images.IsInMemory)
        {
            Begin(_making, step + 1);
            _maker = new Thread(MakeNext) { IsBackground = true, Name = "batches" };
            _maker.Start();
        }

        return (batch, null);
    }

    public override void Dispose()
    {
        _maker?.Join();
        base.Dispose();
    }

    private void Wait()
    {
        _maker?.Join();
        _maker = null;
        _fault?.Throw();
    }

    // What an augmentation throws is thrown again where the batch is asked for.
    private void MakeNext()
    {
        try
        {
            Fill(_making);
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    private void Begin(ImageBuffer buffer, long step)
    {
        using var scope = NewDisposeScope();
        buffer.Samples = SamplesOf(step, CPU).data<long>().ToArray();
        (buffer.Step, buffer.Epoch) = (step, step / StepsPerEpoch);
    }

    private void Fill(ImageBuffer buffer)
    {
        ImageShape shape = _images.Shape;
        _images.Prepare(Array.ConvertAll(buffer.Samples, sample => (int)sample));
        for (int n = 0; n < buffer.Samples.Length; n++)
        {
            Span<float> image = buffer.Pixels.AsSpan(n * shape.PixelCount, shape.PixelCount);
            _images.ReadPixels((int)buffer.Samples[n], image);
            foreach (ImageRegime augmentation in _augmentations)
                augmentation.Change(image, shape, _draws, buffer.Epoch, buffer.Samples[n]);
        }
    }

    private TrainingBatch Batch(ImageBuffer buffer)
    {
        ImageShape shape = _images.Shape;
        Tensor inputs = empty([buffer.Samples.Length, shape.Channels, shape.Height, shape.Width], ScalarType.Float32);
        Span<float> pixels = MemoryMarshal.Cast<byte, float>(inputs.bytes);
        buffer.Pixels.AsSpan(0, pixels.Length).CopyTo(pixels);
        Tensor labels = tensor(Array.ConvertAll(buffer.Samples, sample => (long)_images.Labels[(int)sample]));
        Tensor targets = _areTargetsSoft
            ? nn.functional.one_hot(labels, _images.ClassNames.Count).to_type(ScalarType.Float32)
            : labels;
        return new TrainingBatch(inputs, targets, buffer.Step) { Epoch = buffer.Epoch, Samples = buffer.Samples };
    }

    private sealed class ImageBuffer(int pixels)
    {
        public float[] Pixels { get; } = new float[pixels];

        public long Step { get; set; } = -1;

        public long Epoch { get; set; }

        public long[] Samples { get; set; } = [];
    }
}
