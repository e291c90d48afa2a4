using System.Globalization;
using Overtone.Bench.Measuring;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// What <c>spectral-bias-perturbation</c> does after training, against a copy of the network for every direction and length.
/// </summary>
internal sealed class PerturbationDemand : IDemand
{
    private const string Work = "perturbation-job";

    public string Name => "perturbation";

    public string Promise =>
        "spectra of a network moved along random directions, a job a core, take at most a tenth of the time that a copy of the network for "
        + "each takes with all cores";

    /// <summary>Whether this process was started as a job of this demand.</summary>
    public static bool IsAskedFor(string[] args) => args is [Work, _];

    /// <summary>Moves a network until there is nothing more to do.</summary>
    public static int Serve(string[] args)
    {
        using var copies = new PerturbedCopies(int.Parse(args[1], CultureInfo.InvariantCulture));
        return JobProcess.Serve(copies.Move);
    }

    public void Measure(BenchSession session)
    {
        Compare(session, "as the quick preset", 64);
        Compare(session, "at the paper's size", 256);
    }

    private void Compare(BenchSession session, string size, int width)
    {
        int cores = Environment.ProcessorCount,
            lengths = session.IsQuick ? cores : 20 * cores,
            copies = session.IsQuick ? 4 : 100,
            rounds = session.IsQuick ? 1 : 5;
        using var scope = NewDisposeScope();
        using var own = new PerturbedCopies(width);
        using var plain = new PlainLoop(own.Shape.Widths);
        double Peer() => plain.Perturb(own.Inputs, 1, copies, values => own.Transform.Transform(values)) / copies;
        double Ours(int count) => Duel.Time(() => own.Move(count)) / count / PerturbedCopies.Directions;
        string what =
            $"{size}, width {width}, {own.Inputs.shape[0]} samples: one direction and length of {PerturbedCopies.Directions} and {lengths}";

        JobProcess[] jobs = [.. Enumerable.Range(0, cores).Select(_ => new JobProcess(Work, $"{width}"))];
        double Jobs() => JobProcess.Time(jobs, lengths) / lengths / PerturbedCopies.Directions;
        Jobs();
        set_num_threads(cores);
        Peer();
        Report(session, $"{what}, all cores", Duel.Fight(rounds, Jobs, Peer), Limit.AtLeast(10));
        ReportPublished(session, what, own, rounds, copies, Jobs);
        foreach (JobProcess job in jobs)
            job.Dispose();

        set_num_threads(1);
        Ours(1);
        Report(session, $"{what}, 1 thread", Duel.Fight(rounds, () => Ours(lengths / cores), Peer), limit: null);
        double floor = 2.0 * own.Inputs.shape[0] * own.Shape.WeightCount / MatrixProduct.Operations * MatrixProduct.Seconds(5);
        BenchSession.Remark($"the products of one forward pass alone take {Format(floor)} at the rate of matrix products of one thread");
    }

    // The notebook's own way: a deep copy each, in PyTorch.
    private void ReportPublished(BenchSession session, string what, PerturbedCopies own, int rounds, int copies, Func<double> jobs)
    {
        IEnumerable<string> sizes = own
            .Shape.Widths.Select(width => width.ToString(CultureInfo.InvariantCulture))
            .Append(own.Inputs.shape[0].ToString(CultureInfo.InvariantCulture));
        using PythonPeer? peer = PythonPeer.Start(session, "torch", "perturbation.py", Environment.ProcessorCount, [.. sizes]);
        if (peer is null)
            return;
        string request = copies.ToString(CultureInfo.InvariantCulture);
        peer.Ask(request);
        Duel duel = Duel.Fight(rounds, jobs, () => peer.Ask(request));
        session.Report(
            new Figure(
                Name,
                $"{what}, all cores, as published",
                $"in batches {Format(duel.Ours)}",
                $"deep copies in {peer.Introduction} {Format(duel.Peer)}",
                duel.Speedup,
                Limit.AtLeast(10),
                duel.Spread));
    }

    private void Report(BenchSession session, string what, Duel duel, Limit? limit) =>
        session.Report(new Figure(
            Name, what, $"in batches {Format(duel.Ours)}", $"a copy each {Format(duel.Peer)}", duel.Speedup, limit, duel.Spread));

    private static string Format(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} µs");
}
