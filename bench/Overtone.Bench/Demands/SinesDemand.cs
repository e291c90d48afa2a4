using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>The networks of <c>spectral-bias-sines</c> at the paper's size, against the plain loop.</summary>
internal sealed class SinesDemand : IDemand
{
    private const int Seeds = 4;
    private const string Work = "sines-job";

    public string Name => "sines";

    public string Promise =>
        "several seeds of a deep ReLU network, 6 affine maps 256 wide on 200 samples, take at least 1.3 times as many steps a second as "
        + "the plain loop, one network after another, each with all cores";

    /// <summary>Whether this process was started as a job of this demand.</summary>
    public static bool IsAskedFor(string[] args) => args is [Work];

    /// <summary>Trains one seed until there is nothing more to do.</summary>
    public static int Serve()
    {
        using var training = new EnsembleTraining(seeds: 1, size: 1);
        return JobProcess.Serve(steps => training.Time(steps));
    }

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        int steps = session.IsQuick ? 3 : 40, rounds = session.IsQuick ? 1 : 7;
        int size = SeedEnsembles.SizeFor(EnsembleTraining.Shape, EnsembleTraining.Samples);
        using var ensembles = new EnsembleTraining(Seeds, size);
        PlainLoop[] plain = [.. Enumerable.Range(0, Seeds).Select(_ => new PlainLoop(EnsembleTraining.Shape.Widths))];
        double Plain() => plain.Sum(network => network.Train(ensembles.Inputs, ensembles.Targets, steps));
        ensembles.Time(2);
        plain[0].Train(ensembles.Inputs, ensembles.Targets, 2);
        Duel duel = Duel.Fight(rounds, () => ensembles.Time(steps), Plain);
        session.Report(new Figure(
            Name, $"{Seeds} seeds, {EnsembleTraining.Samples} samples, {steps} steps, 1 thread: seed-steps a second",
            $"ensembles of {size} {Rate(duel.Ours, steps)}", $"plain loop {Rate(duel.Peer, steps)}", duel.Speedup, Note: duel.Spread));
        ReportJobs(session, Plain, rounds, steps);
        ReportShare(session, duel, steps);
        foreach (int other in session.IsQuick ? [2] : new[] { 1, 2, 4 })
        {
            using var blocksOfOther = new EnsembleTraining(Seeds, other);
            blocksOfOther.Time(2);
            Duel sweep = Duel.Fight(rounds, () => blocksOfOther.Time(steps), () => ensembles.Time(steps));
            BenchSession.Remark(
                $"ensembles of {other}: {Rate(sweep.Ours, steps)} seed-steps a second, {Rate(sweep.Peer, steps)} in ensembles of {size} "
                + "beside them");
        }

        PyTorchComparison.Report(
            session, Name, EnsembleTraining.Shape, EnsembleTraining.Samples, () => ensembles.Time(steps) / steps / Seeds);
        foreach (PlainLoop network in plain)
            network.Dispose();
    }

    // Forward, and backward to weights and to inputs, each take every weight once a sample.
    private void ReportShare(BenchSession session, Duel duel, int steps)
    {
        double operations = 2.0 * 3 * EnsembleTraining.Samples * EnsembleTraining.Shape.WeightCount * Seeds * steps,
            product = MatrixProduct.Operations / MatrixProduct.Seconds(5);
        session.Report(new Figure(
            Name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"share of the rate of float32 matrix products, {product / 1e9:0} GFLOP/s, at {operations / Seeds / steps / 1e6:0} million "
                + $"operations a seed-step"),
            Share(operations / duel.Ours / product), $"plain loop {Share(operations / duel.Peer / product)}"));
    }

    // As the tool trains: a job a core, of one thread. The plain loop has one network at a time and libtorch's own threads.
    private void ReportJobs(BenchSession session, Func<double> plain, int rounds, int steps)
    {
        int cores = Environment.ProcessorCount;
        JobProcess[] jobs = [.. Enumerable.Range(0, cores).Select(_ => new JobProcess(Work))];
        double Jobs() => JobProcess.Time(jobs, steps * Seeds);
        set_num_threads(cores);
        Jobs();
        plain();
        Duel duel = Duel.Fight(rounds, Jobs, plain);
        set_num_threads(1);
        foreach (JobProcess job in jobs)
            job.Dispose();
        session.Report(
            new Figure(
                Name,
                "the same with all cores",
                $"{cores} jobs of 1 thread {Rate(duel.Ours, steps)}",
                $"plain loop with {cores} threads {Rate(duel.Peer, steps)}",
                duel.Speedup,
                Limit.AtLeast(1.3),
                duel.Spread));
    }

    private static string Rate(double seconds, int steps) => (Seeds * steps / seconds).ToString("0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);
}
