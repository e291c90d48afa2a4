using Overtone.Data;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>What a network saw in training: some images as they are, and as its regimes change them in a few epochs.</summary>
internal static class SeenImages
{
    private const int Images = 3, Epochs = 4, LongestSide = 64;

    private const string AsItIs = "as it is";

    public static void Measure(TrainedNetwork trial, Dataset images, nn.Module<Tensor, Tensor> network, Recorder to, Device device)
    {
        if (trial.Regimes.Count == 0 && trial.FrontEnd is null)
            return;
        using var scope = NewDisposeScope();
        int[] shown = [.. Enumerable.Range(0, Math.Min(Images, images.Count))];
        using Batch batch = images.Read(shown, device);
        Add(AsItIs, batch.Images);
        if (trial.FrontEnd is { } filter)
        {
            // Filtered images may be below zero: on grey.
            Tensor filtered = filter.Apply(batch.Images);
            Add(RegimeText.Of(filter), filtered + (0.5 - filtered.mean()));
        }

        Tensor soft = nn.functional.one_hot(batch.Labels, images.ClassNames.Count).to_type(ScalarType.Float32);
        bool areSoft = trial.Regimes.Any(regime => regime.MixesTargets);
        IRegime[] regimes = [.. trial.Regimes.Select(regime => regime.For(images))];
        for (int epoch = 0; epoch < Epochs && regimes.Length > 0; epoch++)
        {
            var changed = new TrainingBatch(batch.Images, areSoft ? soft : batch.Labels, epoch)
            {
                Epoch = epoch,
                Samples = [.. shown.Select(image => (long)image)],
            };
            foreach (IRegime regime in regimes)
                changed = regime.Change(changed, network);
            Add($"epoch {epoch + 1}", changed.Inputs);
        }

        void Add(string picture, Tensor pixels)
        {
            foreach (int image in shown)
            {
                to.Add(ShownPixel.Of(pixels[image], LongestSide)
                    .Select(p => new SeenPixel(trial.Seed, $"image {image + 1}", picture, p.Row, p.Column, p.Red, p.Green, p.Blue)));
            }
        }
    }

    public static void Draw(TrainedNetworksOptions options, Conclusion to)
    {
        IReadOnlyList<SeenPixel> pixels = to.Rows<SeenPixel>();
        if (pixels.Count == 0)
            return;
        to.Figure(
            "seen", "What the network saw",
            "Three training images as they are, and as they were changed in four epochs"
                + (options.FrontEnd is null ? "." : "; what a filter leaves is shown on grey."),
            new Images<SeenPixel>().Where(r => r.Seed, pixels.Min(r => r.Seed)).Each(r => r.Picture, r => r.Row, r => r.Column)
                .Rows(r => r.Image).Value(r => r.Red, "pixel value", 0, 1).Colour(r => r.Green, r => r.Blue));
    }

    [Table("seen")]
    private readonly record struct SeenPixel(
        long Seed, string Image, string Picture, int Row, int Column, double Red, double Green, double Blue);
}
