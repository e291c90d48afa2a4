using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SpectralBias.RbfEigenvectors.RbfEigenvectorsStudy;

namespace Overtone.Catalog.SpectralBias.RbfEigenvectors;

/// <summary>What <see cref="RbfEigenvectorsStudy"/> says of its rows.</summary>
internal sealed class RbfEigenvectorsFindings(Conclusion to)
{
    // Proposed before any run. Two neighbouring vectors share a peak, so ranks can't agree wholly.
    private const double OrderThreshold = 0.99;
    // Of fewer vectors, ties weigh too much.
    private const int FewestForOrder = 20;

    private readonly IGrouping<double, KernelMode>[] _kernels = [.. to.Rows<KernelMode>().Where(r => r.Seed is null).GroupBy(r => r.Width)];
    private readonly IGrouping<long?, KernelMode>[] _draws =
        [.. to.Rows<KernelMode>().Where(r => r.Seed is not null).GroupBy(r => r.Seed)];
    // The frequency at which each vector's transform is largest.
    private readonly Dictionary<(double Width, int Mode), double> _peaks = to.Rows<Coefficient>().GroupBy(r => (r.Width, r.Mode))
        .ToDictionary(vector => vector.Key, vector => (double)vector.MaxBy(r => r.Amplitude)!.Frequency);

    public void Conclude()
    {
        Claims();
        foreach (IGrouping<double, KernelMode> kernel in _kernels)
            Known(FormattableString.Invariant($"{kernel.Key}"), kernel.Count(r => r.Known), kernel.Count());
        // The width drawn: the narrowest of which all vectors are known, else the narrowest.
        double width = _kernels.Where(kernel => kernel.All(r => r.Known)).Select(kernel => kernel.Key)
            .DefaultIfEmpty(_kernels.Min(kernel => kernel.Key)).Max();
        int last = to.Rows<KernelMode>().Max(r => r.Mode);
        to.Add(to.Rows<Component>().Where(r => r.Width == width && (r.Mode is 1 or 2 or 5 || r.Mode == last))
            .Select(r => new ChosenComponent($"n = {r.Mode}", r.X, r.Value)));
        Figures(width);
        to.Note("The source names no width. A Gaussian kernel is strictly totally positive, so the sign changes are a theorem; the "
            + "test shows how much of that survives rounding.");
        to.Note("An eigenvalue counts as more than rounding if it exceeds a thousand times float64's rounding error of the largest.");
    }

    private void Claims()
    {
        IGrouping<double, KernelMode> narrowest = _kernels.MinBy(kernel => kernel.Key)!, widest = _kernels.MaxBy(kernel => kernel.Key)!;
        IGrouping<double, KernelMode>[] enough = [.. _kernels.Where(kernel => kernel.Count(r => r.Known) >= FewestForOrder)];
        string sigma = FormattableString.Invariant($"σ = {widest.Key}");
        Claim("sign-changes", "The nth eigenvector changes sign n − 1 times, for every n whose eigenvalue is more than rounding")
            .By("smallest share of those vectors, over widths").AtLeast(1)
            .Of(_kernels.Min(kernel => ShareInOrder(kernel.Where(r => r.Known))));
        Claim("sign-changes-drawn", "So it does on points that are drawn")
            .By("smallest share of those vectors, over draws").AtLeast(1).Of(_draws.Min(draw => ShareInOrder(draw.Where(r => r.Known))));
        Claim("frequency-order", "The eigenvectors' Fourier transforms peak in rising order")
            .By($"smallest rank correlation of n and the peak's frequency, over widths with {FewestForOrder} such vectors or more (without "
                + "any, at the narrowest)")
            .AtLeast(OrderThreshold).Of((enough.Length > 0 ? enough : [narrowest]).Min(kernel => Order(kernel.Where(r => r.Known))));
        Claim("sign-changes-all", $"The same of all eigenvectors at {sigma}, most of which are rounding")
            .By("share of all vectors").AtLeast(1).AsControl().Of(ShareInOrder(widest));
        Claim("frequency-order-all", $"The same of all eigenvectors' peaks at {sigma}")
            .By("rank correlation of n and the peak's frequency").AtLeast(OrderThreshold).AsControl().Of(Order(widest));
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1806.08734, Fig. 6");

    private static double ShareInOrder(IEnumerable<KernelMode> modes) => modes.Average(r => r.SignChanges == r.Mode - 1 ? 1.0 : 0.0);

    private double Order(IEnumerable<KernelMode> modes) =>
        Correlation.Spearman(modes.Select(r => (double)r.Mode), modes.Select(r => _peaks[(r.Width, r.Mode)]));

    private void Known(string width, int known, int all) => to.Estimate(new()
    {
        Name = $"known_{width}".Replace('.', '_'),
        Value = known,
        Unit = "eigenvectors",
        Statement = $"At σ = {width}, {known} of {all} eigenvalues are more than rounding.",
    });

    private void Figures(double drawn)
    {
        to.Figure(
            "spectra", "Fourier transforms of the eigenvectors",
            "Magnitude of the discrete Fourier transform of the nth eigenvector, by falling eigenvalue, for each width σ of the kernel. "
            + "Where the rising line gives way to speckle, eigenvalues are mere rounding errors and vectors arbitrary.",
            perRow: 3, _kernels.Select(kernel => kernel.Key).Order().Select(width =>
                new HeatMap<Coefficient>(FormattableString.Invariant($"σ = {width}")).Where(r => r.Width, width)
                    .X(r => r.Mode, "eigenvector n").Y(r => r.Frequency, "frequency (cycles per interval)")
                    .Colour(r => r.Amplitude, "magnitude").ToPanel()));
        to.Figure(
            "vectors", FormattableString.Invariant($"Eigenvectors at σ = {drawn}"),
            "The first, the second, the fifth and the last eigenvector over the interval, each of unit length.", perRow: 1,
            new Plot<ChosenComponent>().By(r => r.Vector).X(r => r.X, "x").Y(r => r.Value, "component").LinesAndPoints());
        to.Figure(
            "eigenvalues", "Eigenvalues",
            "Eigenvalues of the kernel matrix by rank, for each width σ. Anything at or below 10⁻¹⁴ of the largest is rounding error; "
            + "negative ones are not drawn.",
            perRow: 1, new Plot<KernelMode>().Where(r => r.Seed, null).By(r => r.Width, "σ")
                .X(r => r.Mode, "eigenvector n").Y(r => r.Eigenvalue, "eigenvalue", log: true));
    }

    [Table("chosen_vectors")]
    internal sealed record ChosenComponent(string Vector, double X, double Value);
}
