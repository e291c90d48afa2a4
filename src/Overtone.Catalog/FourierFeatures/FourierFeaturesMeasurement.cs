using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>Fits one network to one image, and records which frequencies it has and how well it fills in.</summary>
internal static class FourierFeaturesMeasurement
{
    private const int Records = 14;

    public static void Run(FourierFeaturesTrial trial, TrialContext context, Device device)
    {
        Tensor image = FittedImage.Of(trial, context, device), values = image.flatten().unsqueeze(1);
        Tensor inputs = Inputs(trial, FittedImage.Coordinates(trial.Size, device));
        Tensor order = FittedImage.Order(trial, "half of the pixels", device);
        long half = order.shape[0] / 2;
        Tensor seen = trial.Pixels == TrainingPixels.All ? order : order.narrow(0, 0, half), unseen = order.narrow(0, half, order.shape[0] - half);
        using nn.Module<Tensor, Tensor> network = Create(trial, (int)inputs.shape[1], device);
        using var trainer = new Trainer(
            network, new TrainingData(inputs.index_select(0, seen), values.index_select(0, seen)), new TrainingOptions(Optimiser.Adam, trial.LearningRate, Loss.MeanSquared));

        IReadOnlyList<long> steps = RecordedTraining.LogarithmicSteps(trial.Steps, Records);
        IReadOnlyList<double[]> records = RecordedTraining.Run(trainer, steps, _ => Record(network, inputs, values, image, seen, unseen), context);
        Write(trial, steps, records, context);
        if (trial.KeepImage)
            WriteImages(trial, network, inputs, image, context);
    }

    /// <summary>What the network sees of the coordinates.</summary>
    private static Tensor Inputs(FourierFeaturesTrial trial, Tensor coordinates) => trial.Network.Input == CoordinateInput.FourierFeatures
        ? Models.Networks.FourierFeatures.Encode(coordinates, Models.Networks.FourierFeatures.Draw(2, trial.Features, trial.Network.Deviation, trial.Seed).to(coordinates.device))
        : (2 * coordinates) - 1;

    private static nn.Module<Tensor, Tensor> Create(FourierFeaturesTrial trial, int inputs, Device device)
    {
        var he = new Initialisation(WeightDistribution.Normal, WeightScale.He, 1);
        return trial.Network.Input switch
        {
            CoordinateInput.Sine => new SineNetwork([inputs, .. trial.Widths, 1], trial.SineFrequency, trial.Seed, device),
            CoordinateInput.MultiScale => new MultiScalePerceptron(
                new PerceptronShape([inputs, .. trial.Widths.Select(width => Math.Max(1, (int)(width / Math.Sqrt(trial.Scales)))), 1], Activation.Sin),
                he, [.. Enumerable.Range(0, trial.Scales).Select(n => Math.Pow(2, n))], trial.Seed, device),
            _ => new MultilayerPerceptron(new PerceptronShape([inputs, .. trial.Widths, 1], Activation.Relu), he, trial.Seed, device),
        };
    }

    // Errors on the pixels seen and on the others, then the relative error of each ring of frequencies.
    private static double[] Record(nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor values, Tensor image, Tensor seen, Tensor unseen)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor error = (network.call(inputs) - values).to_type(ScalarType.Float64);
        double[] power = RadialProfile.Of(error.reshape(image.shape), removeMean: false).cpu().data<double>().ToArray();
        double[] whole = RadialProfile.Of(image, removeMean: false).cpu().data<double>().ToArray();
        return [MeanSquare(error, seen), MeanSquare(error, unseen), .. power.Zip(whole, (e, w) => Math.Sqrt(e / w))];
    }

    private static double MeanSquare(Tensor error, Tensor places) => error.index_select(0, places).square().mean().item<double>();

    private static void Write(FourierFeaturesTrial trial, IReadOnlyList<long> steps, IReadOnlyList<double[]> records, TrialContext context)
    {
        Column[] place = [Column.Text("network"), Column.Text("pixels"), Column.Integer("seed"), Column.Integer("step")];
        var psnr = new TableBuilder("psnr", [.. place, Column.Text("part"), Column.Number("psnr", "dB")]);
        var rings = new TableBuilder("rings", [.. place, Column.Integer("frequency", "cycles per image side"), Column.Number("error")]);
        string pixels = StudyText.Kebab(trial.Pixels);
        for (int r = 0; r < steps.Count; r++)
        {
            psnr.Add(trial.Network.Name, pixels, trial.Seed, steps[r], "training pixels", Decibels(records[r][0]));
            if (trial.Pixels != TrainingPixels.All)
                psnr.Add(trial.Network.Name, pixels, trial.Seed, steps[r], "held-out pixels", Decibels(records[r][1]));
            for (int ring = 0; ring < records[r].Length - 2; ring++)
                rings.Add(trial.Network.Name, pixels, trial.Seed, steps[r], ring, records[r][ring + 2]);
        }

        context.Write(psnr.Build());
        context.Write(rings.Build());
    }

    // Of images in [0, 1].
    private static double Decibels(double meanSquare) => -10 * Math.Log10(meanSquare);

    private static void WriteImages(FourierFeaturesTrial trial, nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor image, TrialContext context)
    {
        using var noGradient = no_grad();
        var table = new TableBuilder("images", Column.Text("network"), Column.Text("pixels"), Column.Integer("row"), Column.Integer("column"), Column.Number("value"));
        if (trial.Network.Input == CoordinateInput.Plain)
            Add("image", image.cpu().data<float>().ToArray());
        Add(trial.Network.Name, network.call(inputs).cpu().data<float>().ToArray());
        context.Write(table.Build());

        void Add(string name, float[] pixels)
        {
            for (int place = 0; place < pixels.Length; place++)
                table.Add(name, StudyText.Kebab(trial.Pixels), place / trial.Size, place % trial.Size, pixels[place]);
        }
    }
}
