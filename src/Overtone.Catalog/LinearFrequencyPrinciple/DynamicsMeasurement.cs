using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyDynamics;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// One network's course beside the predicted one. The prediction knows the initial weights' scales and the time. Its rivals know the
/// network's training error besides: each is at every recorded time as far as the network is.
/// </summary>
internal sealed class DynamicsMeasurement
{
    private readonly DynamicsTrial _trial;
    private readonly LinearFrequencySamples _samples;
    private readonly Recorder _to;
    private readonly double[,] _points;
    private readonly TwoLayerNetwork _network;
    private readonly ReluFrequencyWeight _weight;
    private readonly FrequencyLattice _lattice;
    private readonly LinearFrequencyFlow _flow, _first, _second;
    private readonly LinearFrequencyCourse _predicted, _ofFirst, _ofSecond;
    private readonly double[] _end;

    /// <summary>Draws and predicts the network.</summary>
    public DynamicsMeasurement(DynamicsTrial trial, LinearFrequencySamples samples, Recorder to)
    {
        (_trial, _samples, _to) = (trial, samples, to);
        int dimension = samples.Points.GetLength(1);
        _points = dimension == 1 ? SamplePoints.OnLine(FivePoints.Test) : SamplePoints.OnSquare(-1, 1, trial.Side);
        _network = trial.Initialisation.Draw(dimension, trial.Width, trial.Seed);
        _weight = ReluFrequencyWeight.Of(_network);
        _lattice = FrequencyLattice.For(samples.Points, trial.Cutoff, trial.Period);
        double factor = LinearFrequencyFlow.FactorOf(trial.Initialisation, dimension, trial.Width);
        (_flow, _predicted) = Of(_weight.Cubic, _weight.Linear);
        (_first, _ofFirst) = Of(_weight.Cubic, 0);
        (_second, _ofSecond) = Of(0, _weight.Linear);
        _end = _predicted.At(double.PositiveInfinity);

        (LinearFrequencyFlow, LinearFrequencyCourse) Of(double cubic, double linear)
        {
            var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(dimension, cubic, linear), _lattice);
            var flow = new LinearFrequencyFlow(kernel, samples, factor);
            return (flow, flow.On(_points));
        }
    }

    /// <summary>Trains the network, and adds rows.</summary>
    public void Measure()
    {
        AddRates();
        double rate = _trial.Rate * TangentKernel.LargestStableRate(_network, _samples.Points);
        double[] shares = [1, .. _trial.Shares];
        long[] steps = [.. shares.Select(share => (long)Math.Round(_flow.TimeOf(share) / rate))];
        var descent = new TwoLayerDescent(_network, _samples.Points, _samples.Labels, rate);
        double first = _samples.Labels.Sum(label => label * label);
        // Two records may be at one step; so many rows have been added as records were made.
        _to.Follow(new StepwiseDescent(descent), steps, step => AddRecord(
            shares[_to.Rows<TrainingError>().Count], step, step * rate, Math.Min(1, Math.Sqrt(descent.Loss / first))));
        AddIdentities([.. steps.Select(step => step * rate)]);
    }

    private void AddRecord(double share, long step, double time, double left)
    {
        (string experiment, long seed) = (_trial.Experiment, _trial.Seed);
        _to.Add(new TrainingError(
            experiment, seed, share, step, time, left, _flow.RelativeError(time), _first.RelativeError(time),
            _second.RelativeError(time)));
        double[] found = _network.At(_points), expected = _predicted.At(time);
        double[] first = _ofFirst.At(_first.TimeOf(left)), second = _ofSecond.At(_second.TimeOf(left));
        _to.Add(found.Select((value, n) => new FunctionValue(
            experiment, seed, share, _points[n, 0], _points.GetLength(1) > 1 ? _points[n, 1] : 0, value, expected[n],
            (1 - left) * _end[n], first[n], second[n])));
        double[] labels = _flow.InEigenvectors([.. _samples.Labels]);
        double[] learned = _flow.InEigenvectors(_network.At(_samples.Points));
        _to.Add(labels.Select((label, k) => new DirectionError(experiment, seed, share, k + 1, label, label - learned[k])));
    }

    // Of the tangent kernel, the quadratic form of each eigenvector of the predicted one.
    private void AddRates()
    {
        double[,] tangent = TangentKernel.Between(_network, _samples.Points, _samples.Points);
        double[] labels = _flow.InEigenvectors([.. _samples.Labels]);
        int[] places = [.. Enumerable.Range(0, _samples.Count)];
        double[][] rotated = [.. places.Select(n => _flow.InEigenvectors([.. places.Select(m => tangent[n, m])]))];
        _to.Add(places.Select(k => new DirectionRate(
            _trial.Experiment, _trial.Seed, k + 1, labels[k], _flow.Rates[k],
            _flow.InEigenvectors([.. places.Select(n => rotated[n][k])])[k])));
    }

    private void AddIdentities(double[] times)
    {
        double range = _samples.Labels.Max() - _samples.Labels.Min();
        double[] limit = LongTimeLimit.Solve(new LinearFrequencyKernel(_weight, _lattice), _samples).Function.At(_points);
        double Gap(IReadOnlyList<double> first, IReadOnlyList<double> second) => FunctionDistance.Of(first, second).Largest / range;
        _to.Add(new Identity(
            _trial.Experiment, _trial.Seed, Gap(_predicted.At(0), new double[_end.Length]), Gap(_end, limit),
            times.Max(time => Gap(_predicted.At(time), [.. _end.Select(value => (1 - _flow.RelativeError(time)) * value)]))));
    }
}
