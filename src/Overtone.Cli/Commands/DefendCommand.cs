using System.CommandLine;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone defend MODEL --data FOLDER</c>: the study of defended models, as people call it who have one.</summary>
internal static class DefendCommand
{
    private const string Name = "defend";

    public static Command Create(string[] args, Output output)
    {
        var models = new ModelArguments(Name, "defend that instead", "ONNX");
        return new StudyCommand(StudyCatalog.Defence, args, output)
        {
            Name = Name,
            Summary = "Put a defence around a trained classifier, say what it is worth under attack, and write both as one ONNX file.",
            Examples =
            [
                "defend --demo --preset smoke",
                "defend model.onnx --data photos --out defended.onnx",
                "defend model.onnx --data photos --with post-averaging --radius 1.36 --directions 5",
                "defend model.onnx --data photos --epsilon 4/255 --images 200 --steps 100 --queries 1000",
            ],
            Product = new StudyProduct("ONNX file of the defended model, with its side file beside it", "defended.onnx", "defended.json"),
            Symbols = models.Symbols,
            StandIns = models.StandIns,
            Groups = models.Groups,
        }.Create();
    }
}
