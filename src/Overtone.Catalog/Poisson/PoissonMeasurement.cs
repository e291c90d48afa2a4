using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.Poisson;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.Poisson;

/// <summary>Follows the error of each watched frequency, and counts what it costs to arrive.</summary>
internal sealed class PoissonMeasurement(DnnVersusJacobiTrial trial, TrialContext context)
{
    /// <summary>The peaks of the solution's spectrum, as indices of the transform over the interval of length 2: k/2 cycles per unit.</summary>
    public static readonly int[] Peaks = [1, 3, 8];

    private const int Records = 60, HandOvers = 24, MostSweeps = 10_000_000;

    private readonly PoissonProblem _problem = PoissonProblem.Published(trial.Cells);

    private readonly TableBuilder _errors = new(
        "errors", Column.Text("solver"), Column.Integer("seed"), Column.Integer("step", "steps or sweeps"), Column.Number("work", "sweeps over the grid"),
        Column.Number("frequency", "cycles per interval"), Column.Number("error"));

    private readonly TableBuilder _arrivals = new(
        "arrivals", Column.Text("solver"), Column.Integer("seed"), Column.Integer("handover", "training steps before"), Column.Number("sweeps"),
        Column.Number("work", "sweeps over the grid"), Column.Number("start_error"));

    /// <summary>Jacobi, Gauss-Seidel and two grids, from zero.</summary>
    public void MeasureIterations()
    {
        foreach (PoissonIteration iteration in new PoissonIteration[] { new Jacobi(), new GaussSeidel(), new TwoGrid() })
        {
            var values = new double[_problem.Nodes.Count];
            // To four times the slowest half-time of Jacobi, whose panel ends there about.
            long last = iteration is TwoGrid ? 20 : (long)(4 * Jacobi.HalfTime(2, trial.Cells)), sweep = 0;
            foreach (long step in RecordedTraining.LogarithmicSteps(last, 4 * Records))
            {
                for (; sweep < step; sweep++)
                    iteration.Advance(_problem, values);
                Add(iteration.Name, step, step * iteration.WorkUnits, values);
            }

            double[] start = new double[_problem.Nodes.Count];
            long sweeps = Arrive(iteration, start);
            _arrivals.Add(iteration.Name, trial.Seed, 0, (double)sweeps, sweeps * iteration.WorkUnits, _problem.LargestError(new double[_problem.Nodes.Count]));
            context.Cancellation.ThrowIfCancellationRequested();
        }

        context.Write(_errors.Build());
        context.Write(_arrivals.Build());
    }

    /// <summary>One network, and Jacobi from each of its recorded states.</summary>
    public void MeasureNetwork(Device device)
    {
        var shape = new PerceptronShape(trial.Widths, trial.Activation);
        using var energy = new RitzEnergy(_problem, device: device);
        using var network = new MultilayerPerceptron(shape, trial.Initialisation, trial.Seed, device);
        using var trainer = new Trainer(
            network, new TrainingData(energy.Nodes, energy.Nodes), new TrainingOptions(Optimiser.Adam, trial.LearningRate, Loss.MeanSquared), _ => energy.Of(network));
        IReadOnlyList<long> steps = RecordedTraining.LogarithmicSteps(trial.Steps, Records);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, _ => Values(network, energy.Nodes), context);
        double work = RitzEnergy.WorkUnitsPerStep(shape);
        var handOvers = RecordedTraining.LogarithmicSteps(trial.Steps, HandOvers).ToHashSet();
        long nearest = -1;
        for (int n = 0; n < steps.Count; n++)
        {
            Add("network", steps[n], steps[n] * work, records[n]);
            if (steps[n] == 0 || (!handOvers.Any(h => h > nearest && h <= steps[n]) && n < steps.Count - 1))
                continue;
            nearest = steps[n];
            double[] values = (double[])records[n].Clone();
            (values[0], values[^1]) = (0, 0);
            double start = _problem.LargestError(values);
            double sweeps = Arrive(new Jacobi(), values);
            _arrivals.Add("network, then jacobi", trial.Seed, steps[n], sweeps, (steps[n] * work) + sweeps, start);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        context.Write(_errors.Build());
        context.Write(_arrivals.Build());
    }

    private void Add(string solver, long step, double work, double[] values)
    {
        foreach (int peak in Peaks)
            _errors.Add(solver, trial.Seed, step, work, (double)peak, RelativeError(values, peak));
    }

    // The complex coefficients over the nodes without the end point, where the transform's period ends.
    private double RelativeError(double[] values, int peak)
    {
        Complex found = 0, expected = 0;
        for (int i = 0; i < trial.Cells; i++)
        {
            Complex wave = Complex.Exp(new Complex(0, -2 * Math.PI * peak * i / trial.Cells));
            found += values[i] * wave;
            expected += _problem.Reference[i] * wave;
        }

        return (found - expected).Magnitude / expected.Magnitude;
    }

    private long Arrive(PoissonIteration iteration, double[] values)
    {
        // Errors fall by a tiny share a sweep: looking at every sixteenth is near enough, except where one cycle does much.
        int look = iteration is TwoGrid ? 1 : 16;
        for (long sweep = 0; sweep < MostSweeps; sweep++)
        {
            if (sweep % look == 0 && _problem.LargestError(values) <= trial.Accuracy)
                return sweep;
            iteration.Advance(_problem, values);
        }

        throw new InvalidOperationException($"{iteration.Name} has not come to {trial.Accuracy} within {MostSweeps:N0} sweeps on {trial.Cells} cells.");
    }

    private static double[] Values(MultilayerPerceptron network, Tensor nodes)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return network.call(nodes).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
    }
}
