using System.CommandLine;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone train --data FOLDER</c>: the study of trained networks, as people call it who want one as a file.</summary>
internal static class TrainCommand
{
    public static Command Create(string[] args, Output output) => new StudyCommand(StudyCatalog.Training, args, output)
    {
        Name = "train",
        Summary = "Train an image classifier under a regime (augmentation, noise, adversarial, filtered), and write it as ONNX.",
        Examples =
        [
            "train --data planted --out model.onnx",
            "train --regime gaussian-noise --data cifar10 --network resnet-8 --out model.onnx",
            "train --regime crop-and-flip,autoaugment --data cifar10 --network wrn-16-4 --optimiser momentum --learning-rate 0.1 "
                + "--weight-decay 5e-4 --epochs 100",
            "train --front-end square-low-pass=15 --data cifar10 --network resnet-20",
        ],
        Product = new StudyProduct("ONNX file of the trained network, with its side file beside it", "model.onnx", "model.json"),
        StandIns = new Dictionary<string, Func<ParseResult, object>>(StringComparer.Ordinal)
        {
            ["--replicates"] = _ => 1,
        },
        Groups =
        [
            new("Network and data", "--data", "--images", "--network", "--front-end", "--seed"),
            new("Training", "--regime", "--epochs", "--batch-size", "--optimiser", "--learning-rate", "--schedule", "--weight-decay",
                "--label-smoothing"),
        ],
    }.Create();
}
