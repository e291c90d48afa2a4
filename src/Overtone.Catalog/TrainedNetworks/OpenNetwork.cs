using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>A trained network opened, with its test images; the images are in the caller's dispose scope.</summary>
internal sealed class OpenNetwork : IDisposable
{
    private const int DefaultBatch = 64;

    private readonly nn.Module<Tensor, Tensor> _module;

    /// <summary>Opens a network.</summary>
    /// <param name="key">The key of the trial that trained it.</param>
    /// <param name="images">Its test images.</param>
    /// <param name="to">The trial that asks.</param>
    /// <param name="device">Where it is to live.</param>
    /// <param name="batchSize">Most images computed at once.</param>
    public OpenNetwork(string key, Dataset images, Recorder to, Device device, int batchSize = DefaultBatch)
    {
        _module = NetworkWeights.Read(new TrialReference(TrainedNetworksStudy.Instance.Id, key), to, device);
        Data = images;
        Classifier = new ModuleClassifier(
            _module, new InputSize(Data.Shape.Channels, Data.Shape.Height, Data.Shape.Width),
            options: new ClassifierOptions { Device = device, BatchSize = batchSize });
        Batch batch = Data.Read([.. Enumerable.Range(0, Data.Count)], device);
        Images = new LabelledImages(batch.Images, batch.Labels.cpu().data<long>().ToArray());
    }

    /// <summary>The test images as a data set.</summary>
    public Dataset Data { get; }

    /// <summary>The network.</summary>
    public ModuleClassifier Classifier { get; }

    /// <summary>The test images.</summary>
    public LabelledImages Images { get; }

    /// <summary>What the network answers to images, changed or not.</summary>
    /// <param name="pixels">As many as <see cref="Images"/>, on any device.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public ClassifierAnswers Ask(Tensor pixels, CancellationToken cancellation)
    {
        using Tensor logits = Classifier.Logits(pixels, cancellation);
        return ClassifierAnswers.Of(logits, Images.Labels.Span);
    }

    /// <summary>Its error on the images as they are.</summary>
    public double Error(CancellationToken cancellation) => Ask(Images.Pixels, cancellation).IsError.Average();

    /// <inheritdoc/>
    public void Dispose()
    {
        Classifier.Dispose();
        _module.Dispose();
    }
}
