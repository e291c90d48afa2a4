using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What varies, and the settings it goes through.</summary>
internal sealed record CapacityAxis(string Name, string Phrase, ClaimRole Role, IReadOnlyList<CapacitySetting> Settings)
{
    /// <summary>Depth, width and bound of weights; the control last.</summary>
    public static IEnumerable<CapacityAxis> Of(SpectralBiasCapacityOptions options)
    {
        (int depth, int width) = (options.Depths[0], options.Widths[0]);
        yield return new("depth", $"With depth, {options.Depths[0]} to {options.Depths[^1]} at width {width}", ClaimRole.Claim, [.. options.Depths.Select(d => new CapacitySetting(d, (d, width, SpectralBiasCapacity.WideClip, 0)))]);
        yield return new("width", $"With width, {options.Widths[0]} to {options.Widths[^1]} at depth {depth}", ClaimRole.Claim, [.. options.Widths.Select(w => new CapacitySetting(w, (depth, w, SpectralBiasCapacity.WideClip, 0)))]);
        yield return new("clip", $"With the bound of weights, {Spell(options.Clips[0])} to {Spell(options.Clips[^1])} at depth {options.Depths[^1]} and width {options.ClippedWidth}", ClaimRole.Claim,
            [.. options.Clips.Select(c => new CapacitySetting(c, (options.Depths[^1], options.ClippedWidth, c, 0)))]);
        if (options.Controls)
        {
            yield return new("control-again", "With nothing but the seed", ClaimRole.NegativeControl,
                [.. Enumerable.Range(0, SpectralBiasCapacity.Repeats).Select(repeat => new CapacitySetting(repeat, (depth, width, SpectralBiasCapacity.WideClip, repeat)))]);
        }
    }

    /// <summary>The name of a setting's picture.</summary>
    public string PanelOf(CapacitySetting setting) => $"{Name} {Spell(setting.Value)}";

    private static string Spell(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One setting of a <see cref="CapacityAxis"/>: its value there, and depth, width, bound and repetition.</summary>
internal sealed record CapacitySetting(double Value, (long Depth, long Width, double Clip, long Repeat) Key);
