using Overtone.Data.Corruptions;

namespace Overtone.Data.Planted;

/// <summary>
/// All waves of an image with random phases and amplitudes that fall as 1/f, in brightness and, fainter, along two axes of colour; and the
/// mean colour.
/// </summary>
internal sealed class PlantedBackground
{
    private const float BrightnessRange = 0.08f, CastRange = 0.03f;

    // Of the brightness: neighbouring channels of photographs correlate by about 0.95.
    private const float ColourContrast = 0.15f;

    private readonly int[] _positions;
    private readonly float[] _amplitudes;
    private readonly bool[] _haveSigns;

    internal PlantedBackground(PlantedImages set, WaveTables tables)
    {
        Wave[] waves = [.. Wave.All(set.Size)];
        _positions = [.. waves.Select(tables.PositionOf)];
        _haveSigns = [.. waves.Select(wave => wave.IsItsOwnNegative(set.Size))];

        // Power 1/f² at each frequency; a wave has the power of two, unless it is its own negative: a²/2, or a² where it has a sign.
        var power = waves.Zip(_haveSigns, (wave, sign) => (sign ? 1 : 2) / (wave.Radius * wave.Radius)).Sum();
        var scale = set.Background / Math.Sqrt(power);
        _amplitudes = [.. waves.Zip(_haveSigns, (wave, sign) => (float)((sign ? 1 : 2) * scale / wave.Radius))];
    }

    /// <summary>Writes three spectra: brightness, red against green, and both against blue.</summary>
    internal void Write(WaveSpectrum[] axes, RandomNumbers random)
    {
        foreach (var (axis, spectrum) in axes.Index())
        {
            spectrum.Clear();
            var range = axis == 0 ? BrightnessRange : CastRange;
            spectrum.Add(position: 0, random.Between(-range, range), sine: 0);
            WriteWaves(spectrum, axis == 0 ? 1 : ColourContrast, random);
        }
    }

    private void WriteWaves(WaveSpectrum spectrum, float contrast, RandomNumbers random)
    {
        var phases = new PhaseStream(random);
        for (var wave = 0; wave < _positions.Length; wave++)
        {
            var (cosine, sine) = _haveSigns[wave] ? (phases.NextSign(), 0) : phases.Next();
            var amplitude = contrast * _amplitudes[wave];
            spectrum.Add(_positions[wave], amplitude * cosine, amplitude * sine);
        }
    }
}
