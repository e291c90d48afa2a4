using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Two networks that begin differently and learn the same sign along a curve, compared at the samples, between them and off the curve.
/// Source: 1806.08734, Fig. 7.
/// </summary>
internal static class ManifoldPair
{
    // The notebook's grid, and how near to a sample counts as on the curve.
    private const double Half = 1.6, Near = 0.1;
    private const int Side = 201, DrawnSide = 101;

    public static void Run(ManifoldTrial trial, TrialContext context, Device device)
    {
        int petals = trial.Petals[0];
        var curve = new FlowerCurve(petals);
        Tensor inputs = ManifoldInputs.Curve(petals, trial.Samples, device);
        double[] signs = ManifoldSigns.Signs(trial.Seeds[0], trial.Frequencies[0], trial.Samples);
        Tensor targets = tensor(signs, [1, trial.Samples, 1], float32, device).expand(2, -1, -1);
        using var networks = new ReluNetworkBlock(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluBlockTrainer(networks, inputs, targets, new ReluBlockOptions(trial.LearningRate, BlockLoss.Logistic));
        RecordedTraining.Run(trainer, [trial.Steps], _ => [], context);

        double[] accuracies = ManifoldSigns.Accuracies(networks.Evaluate(inputs), targets);
        (double X, double Y)[] samples = [.. SineSum.Points(trial.Samples).Select(curve.At)];
        (double X, double Y)[] off = [.. Grid(Side).Where(point => samples.Min(sample => Distance(point, sample)) > Near)];
        context.Write(new TableBuilder(
            "pairs", Column.Integer("seed"), Column.Number("lower_accuracy"), Column.Number("agreement_on"), Column.Number("agreement_off"))
            .Add(trial.Seeds[0], accuracies.Min(), Agreement(networks, samples, device), Agreement(networks, off, device)).Build());
        if (trial.Pictures)
            WritePictures(trial, networks, samples, signs, context, device);
    }

    private static double Agreement(ReluNetworkBlock networks, IReadOnlyList<(double X, double Y)> points, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor classes = networks.Evaluate(ManifoldInputs.Of(points, device)).gt(0);
        return classes[0].eq(classes[1]).to_type(ScalarType.Float64).mean().item<double>();
    }

    private static void WritePictures(ManifoldTrial trial, ReluNetworkBlock networks, (double X, double Y)[] samples, double[] signs, TrialContext context, Device device)
    {
        (double X, double Y)[] points = [.. Grid(DrawnSide)];
        double[] logits = networks.Evaluate(ManifoldInputs.Of(points, device)).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        var planes = new TableBuilder("planes", Column.Integer("network"), Column.Number("x"), Column.Number("y"), Column.Number("probability"));
        for (int n = 0; n < logits.Length; n++)
            planes.Add((n / points.Length) + 1, points[n % points.Length].X, points[n % points.Length].Y, 1 / (1 + Math.Exp(-logits[n])));
        context.Write(planes.Build());
        var curve = new TableBuilder("curve", Column.Text("sign"), Column.Number("x"), Column.Number("y"));
        for (int n = 0; n < samples.Length; n++)
            curve.Add(signs[n] > 0 ? "above zero" : "below zero", samples[n].X, samples[n].Y);
        context.Write(curve.Build());
    }

    private static IEnumerable<(double X, double Y)> Grid(int side)
    {
        double At(int n) => Math.Round(-Half + (2 * Half * n / (side - 1)), 9);
        return from row in Enumerable.Range(0, side) from column in Enumerable.Range(0, side) select (At(column), At(row));
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));
}
