using MathNet.Numerics.Random;
using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>Finds the regions of one network before training and after, and holds them against the network.</summary>
internal sealed class LinearRegionsMeasurement(LinearRegionsTrial trial, TrialContext context, Device device)
{
    private const double LearningRate = 3e-3;
    private const int Samples = 1024, Segments = 40, Bends = 400;

    private readonly TableBuilder _regions = new(
        "regions", Column.Text("subject"), Column.Text("stage"), Column.Integer("seed"), Column.Integer("regions"), Column.Integer("bound"),
        Column.Number("tiling_error"), Column.Number("difference"), Column.Number("agreeing_segments"), Column.Number("bend"), Column.Number("smooth_bend"));

    public void Run()
    {
        (TrainingData data, AffineSlice plane, PlaneWindow window, int outputs) = IsClassifier ? Digits() : Checkerboard();
        using nn.Module<Tensor, Tensor> network = Network(data.Inputs, outputs);
        Look("initial", network, plane, window);
        if (trial.Steps > 0)
        {
            using var trainer = new Trainer(network, data, new TrainingOptions(Optimiser.Adam, LearningRate, IsClassifier ? Loss.CrossEntropy : Loss.MeanSquared));
            RecordedTraining.Run(trainer, [trial.Steps], _ => [], context);
            Look("trained", network, plane, window);
        }

        context.Write(_regions.Build());
    }

    private bool IsClassifier => trial.Subject is RegionSubject.Digits or RegionSubject.Convolutional;

    private nn.Module<Tensor, Tensor> Network(Tensor inputs, int outputs)
    {
        int[] size = [.. inputs.shape.Skip(1).Select(length => (int)length)];
        if (trial.Subject == RegionSubject.Convolutional)
        {
            var shape = new ConvolutionalShape(size[0], size[1], size[2], trial.Widths[0], trial.Widths[1], trial.Widths[2], outputs, Activation.Relu);
            return new SmallConvolutionalNetwork(shape, new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1), trial.Seed, device);
        }

        int[] widths = [size.Aggregate(1, (product, length) => product * length), .. trial.Widths, outputs];
        return new MultilayerPerceptron(new PerceptronShape(widths, Activation.Relu), new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, Math.Sqrt(2.0 / trial.Widths[0])), trial.Seed, device);
    }

    private void Look(string stage, nn.Module<Tensor, Tensor> network, AffineSlice plane, PlaneWindow window)
    {
        PiecewiseLinearNetwork pieces = PiecewiseLinearNetwork.Of(network, network is SmallConvolutionalNetwork { Shape: var shape } ? new InputSize(shape.Channels, shape.Height, shape.Width) : null);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(pieces, plane, window, context.Cancellation);
        var random = new MersenneTwister((int)(RandomStreams.SeedOf(trial.Seed, "points") >> 33));
        var checks = new RegionChecks(pieces, plane, window, regions, random);
        using SmoothConvolutions? convolutions = network is SmallConvolutionalNetwork convolutional ? new SmoothConvolutions(convolutional) : null;
        Func<double[], double> smooth = convolutions is null ? new SmoothNetwork((MultilayerPerceptron)network).Evaluate : convolutions.Evaluate;
        _regions.Add(
            StudyText.Kebab(trial.Subject), stage, trial.Seed, regions.Count, trial.Subject == RegionSubject.Shallow ? PlaneRegions.MostOfOneLayer(trial.Widths[0]) : 0,
            checks.TilingError, checks.LargestDifference(trial.Points), checks.AgreeingSegments(Segments),
            checks.Bend(input => pieces.Evaluate(input)[0], Bends), checks.Bend(smooth, Bends));
        if (trial.Pictures && trial.Subject != RegionSubject.Shallow)
            context.Write(RegionTable.Of($"{StudyText.Kebab(trial.Subject)}_{stage}", regions, region => IsClassifier ? Class(region) : region.Value(region.Polygon.Centroid)));
    }

    // A target with hills and hollows: sin 3x · sin 3y on the square from −1 to 1.
    private (TrainingData Data, AffineSlice Plane, PlaneWindow Window, int Outputs) Checkerboard()
    {
        using Generator generator = RandomStreams.Create(trial.Seed, "samples");
        Tensor inputs = empty(Samples, 2).uniform_(-1, 1, generator).to(device);
        return (new TrainingData(inputs, (3 * inputs).sin().prod(1).unsqueeze(1)), AffineSlice.Whole(2), PlaneWindow.Square(1), 1);
    }

    // Three images of different digits at the corners of a triangle.
    private (TrainingData Data, AffineSlice Plane, PlaneWindow Window, int Outputs) Digits()
    {
        using ImageProblem problem = ImageProblem.Load("digits", context.Environment.DataRoots, count: 0, device);
        Tensor inputs = problem.Images.clone();
        long[] labels = problem.Labels.cpu().data<long>().ToArray();
        double[][] corners = [.. Enumerable.Range(0, 3).Select(digit => Array.IndexOf(labels, (trial.Seed + (3 * digit)) % problem.ClassCount)).Select(place => Pixels(inputs[place]))];
        return (new TrainingData(inputs, problem.Labels.clone()), AffineSlice.Through(corners[0], corners[1], corners[2]), new PlaneWindow(-0.5, 1.5, -0.5, 1.5), problem.ClassCount);
    }

    private static double[] Pixels(Tensor image) => image.flatten().to_type(ScalarType.Float64).cpu().data<double>().ToArray();

    private static double Class(LinearRegion region) =>
        Enumerable.Range(0, region.OutputCount).MaxBy(output => region.Value(region.Polygon.Centroid, output));
}
