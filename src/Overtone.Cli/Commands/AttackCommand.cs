using System.CommandLine;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone attack MODEL --data FOLDER</c>: the study of attacked models, as people call it who have one.</summary>
internal static class AttackCommand
{
    private const string Name = "attack";

    public static Command Create(string[] args, Output output)
    {
        var models = new ModelArguments(Name, "attack that instead", several: "each is attacked in the same way");
        return new StudyCommand(StudyCatalog.Attack, args, output)
        {
            Name = Name,
            Summary = "Attack a trained classifier within bounds, say what is broken and what that is worth, and write a report.",
            Examples =
            [
                "attack --demo --preset smoke",
                "attack model.onnx --data photos --epsilon 2/255,8/255",
                "attack model.onnx --data photos --norm l2 --epsilon 0.5 --attacks standard --steps 100 --targets 9 --queries 5000",
                "attack model.onnx --data photos --band low-pass=2 --masking full",
                "attack model.onnx other.onnx --data photos --fail-if 'model.not_broken_at_4_255<0.3'",
            ],
            Symbols = models.Symbols,
            StandIns = models.StandIns,
            Groups = models.Groups,
        }.Create();
    }
}
