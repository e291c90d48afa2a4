using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Data.Corruptions;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adds noise that has the spectrum of fog but not its shape: of every channel the mean magnitude of what the fog corruption changes in the
/// training images, with random phases, drawn for each channel on its own; pixels are cut off at 0 and 1.
/// Source: 1906.08988, Table 2 (as we recall it: noise whose Fourier statistics match those of the fog corruption).
/// </summary>
/// <param name="Severity">The severity of the fog, 1 to 5.</param>
/// <param name="Seed">The seed of the phases.</param>
public sealed record FogNoise(int Severity, long Seed) : INamedRegime<FogNoise>
{
    private const int MostImages = 1000;

    /// <inheritdoc/>
    public static string Id => "fog-noise";

    /// <inheritdoc/>
    public static string Summary => "adds noise with the spectrum of fog of SEVERITY 1 to 5, and random phases";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("severity", 3, 1, Corruption.Severities, IsWhole: true)];

    /// <inheritdoc/>
    public static FogNoise With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0], seed);

    /// <inheritdoc/>
    public IRegime For(Dataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int count = Math.Min(MostImages, images.Count);
        using var scope = NewDisposeScope();
        var fogged = new CorruptedImages(images.Subset(count, Seed), new CorruptionSettings { Seed = Seed }) { Threads = 1 };
        using CorruptedBatch batch =
            fogged.Batches(new CorruptionLevel(CorruptionCatalog.Named("fog"), Severity), count).Single();
        Tensor magnitude = fft.fft2((batch.Images - batch.Clean).to_type(ScalarType.Float64)).abs().mean([0]);
        return new Fitted(this, magnitude.data<double>().ToArray());
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has not seen the images' spectrum; see <see cref="For"/>.</exception>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network) =>
        throw new InvalidOperationException("Fog noise needs the spectrum of fog in the training images: use what For(images) returns.");

    private sealed record Fitted(FogNoise Regime, [property: JsonIgnore] double[] Magnitudes) : IRegime
    {
        // Its mirror image is its conjugate, so that noise stays real; where it is zero there is no phase.
        private const double Smallest = 1e-12;

        public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
        {
            using var scope = NewDisposeScope();
            (Tensor white, _) = NoiseDraws.White(batch, Regime.Seed, Id);
            Tensor spectrum = fft.fft2(white.to_type(ScalarType.Float64));
            Tensor magnitude = tensor(Magnitudes).reshape([1, .. white.shape[1..]]);
            Tensor noise = fft.ifft2(spectrum / spectrum.abs().clamp_min(Smallest) * magnitude).real;
            return batch with { Inputs = NoiseDraws.Add(batch.Inputs, noise).MoveToOuterDisposeScope() };
        }
    }
}
