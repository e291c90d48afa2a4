using Overtone.Catalog.Audit;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.AttackedModels;

/// <summary>What a spectrum is of.</summary>
internal enum ChangeKind
{
    /// <summary>What one attack changed.</summary>
    Attack,

    /// <summary>The nearest adversarial images, and what attacks are compared with.</summary>
    Reference,
}

/// <summary>The energy of changes on a ring of frequencies.</summary>
/// <param name="Kind">What was changed: by one attack, or what attacks are compared with.</param>
/// <param name="Change">Its name.</param>
/// <param name="Radius">The ring.</param>
/// <param name="Frequencies">How many frequencies it has.</param>
/// <param name="RelativeEnergy">Energy per frequency, each image's mean over all frequencies being 1.</param>
/// <param name="Share">The ring's share of the energy of all rings.</param>
[Table("perturbation_rings")]
internal sealed record PerturbationRing(
    ChangeKind Kind, string Change, [Unit(CellRow.Unit)] int Radius, int Frequencies, double RelativeEnergy, double Share);

/// <summary>Where in the frequency plane attacks change images.</summary>
internal static class PerturbationSpectra
{
    private const double Nothing = 1e-9;

    /// <summary>Adds rings with their numbers of frequencies, and draws.</summary>
    /// <param name="attacks">The attacks' names.</param>
    /// <param name="size">The sizes of the images.</param>
    /// <param name="to">What is concluded.</param>
    public static void Conclude(IEnumerable<string> attacks, ModelSize size, Conclusion to)
    {
        if (!to.Tables.Contains<ChangeRing>())
            return;
        Dictionary<int, int> frequencies = to.Rows<FrequencyRing>().ToDictionary(r => r.Radius, r => r.Frequencies);
        HashSet<string> names = [.. attacks];
        // The mean of images is removed, so that their ring 0 holds nothing but rounding errors.
        PerturbationRing[] rings = [.. to.Rows<ChangeRing>().GroupBy(r => r.Change).SelectMany(change =>
        {
            double all = change.Sum(r => r.RelativeEnergy * frequencies[r.Radius]);
            return change.Where(r => r.RelativeEnergy > all * Nothing).Select(r => new PerturbationRing(
                names.Contains(r.Change) ? ChangeKind.Attack : ChangeKind.Reference, r.Change, r.Radius, frequencies[r.Radius],
                r.RelativeEnergy, r.RelativeEnergy * frequencies[r.Radius] / all));
        })];
        to.Add(rings);
        to.Figure(
            "attack-spectra", "At which frequencies attacks change images",
            "Energy per frequency on rings around zero frequency, scaled so that each image's mean over all frequencies is 1 (white "
                + "noise of the same norm is 1 everywhere); means over the images that were broken, and over channels. Steps along the "
                + "sign of a gradient, as most attacks in ℓ∞ take them, are broadband whatever the gradient is: judge the model by its raw "
                + "gradient, and attacks in ℓ2. The images' own spectrum is without their mean.",
            from kind in new[] { ChangeKind.Attack, ChangeKind.Reference }
            where rings.Any(r => r.Kind == kind)
            select (Panel)new Plot<PerturbationRing>(kind == ChangeKind.Attack ? "each attack" : "what to compare with")
                .Where(r => r.Kind, kind).X(r => r.Radius, "distance from zero (cycles per image)")
                .Y(r => r.RelativeEnergy, "energy per frequency, mean 1", log: true, min: 0.01).By(r => r.Change).ToPanel());
        ChangeFigures.Planes(size, to);
    }
}
