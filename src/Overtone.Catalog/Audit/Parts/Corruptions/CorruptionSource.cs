using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Where a trial's corrupted images come from: made of the sample as the model gets it, on threads of their own while the model runs, or
/// read from published files and then made to fit the model like the sample.
/// </summary>
internal abstract class CorruptionSource
{
    public static CorruptionSource Open(CorruptionTrial trial, OpenSubject subject, Recorder to) =>
        trial.Folder is null ? new Made(trial, subject, to) : new Published(trial, subject);

    /// <summary>The whole sample at one severity, part by part; whoever asks disposes the parts.</summary>
    public abstract IEnumerable<CorruptedPart> Parts(int severity, int batchSize, CancellationToken cancellation);

    private sealed class Made : CorruptionSource
    {
        private readonly Corruption _corruption;
        private readonly CorruptedImages _images;

        public Made(CorruptionTrial trial, OpenSubject subject, Recorder to)
        {
            LabelledImages images = subject.Images;
            int[] labels = Array.ConvertAll(images.Labels.ToArray(), label => (int)label);
            FrostTextures frost = trial.Frost.Length > 0 ? FrostTextures.FromFolder(trial.Frost) : FrostTextures.Procedural;
            var settings = new CorruptionSettings { Mode = trial.Mode, Seed = trial.Subject.Seed, Frost = frost };
            _corruption = CorruptionCatalog.Named(trial.Corruption);
            var sample = new TensorDataset("the audit's sample", images.Pixels, subject.ClassNames, labels);
            _images = new CorruptedImages(sample, settings) { Threads = to.Environment.Threads };
        }

        public override IEnumerable<CorruptedPart> Parts(int severity, int batchSize, CancellationToken cancellation)
        {
            foreach (CorruptedBatch batch in _images.Batches(new CorruptionLevel(_corruption, severity), batchSize, cancellation))
            {
                batch.Labels.Dispose();
                yield return new CorruptedPart(batch.Indices.Span[0], batch.Clean, batch.Images);
            }
        }
    }

    private sealed class Published(CorruptionTrial trial, OpenSubject subject) : CorruptionSource
    {
        private readonly CorruptedFolder _folder = CorruptedFolder.Open(trial.Folder!, [trial.Corruption], subject.ClassNames);

        public override IEnumerable<CorruptedPart> Parts(int severity, int batchSize, CancellationToken cancellation)
        {
            Dataset sample = subject.SampleOf(_folder.Read(trial.Corruption, severity));
            for (int first = 0; first < sample.Count; first += batchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(batchSize, sample.Count - first);
                yield return new CorruptedPart(first, subject.Part(first, count).Pixels, subject.Fitted(sample, first, count));
            }
        }
    }
}

/// <summary>Some consecutive images of a sample, as they are and corrupted.</summary>
/// <param name="First">The first image's place in the sample.</param>
/// <param name="Clean">[n, C, H, W], as they are.</param>
/// <param name="Images">[n, C, H, W], corrupted.</param>
internal sealed record CorruptedPart(int First, Tensor Clean, Tensor Images) : IDisposable
{
    public int Count => (int)Images.shape[0];

    public void Dispose()
    {
        Clean.Dispose();
        Images.Dispose();
    }
}
