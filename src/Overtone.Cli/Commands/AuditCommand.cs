using System.CommandLine;
using Overtone.Catalog;
using Overtone.Hosting;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Commands;

/// <summary><c>overtone audit MODEL --data FOLDER</c>: the study of the same name, as people call it who have a model.</summary>
internal static class AuditCommand
{
    public static Command Create(string[] args, Output output)
    {
        var models = new ModelArguments("audit", "audit that instead", several: "the others are compared with the first");
        return new StudyCommand(StudyCatalog.Audit, args, output)
        {
            Summary = "Measure which frequencies a trained classifier needs and which break it, and write a report.",
            Examples =
            [
                "audit --demo",
                "audit model.onnx --data photos --norm 4",
                "audit model.onnx other.onnx --data photos --norm 4",
                "audit --demo --preset smoke --fail-if 'clean_accuracy<0.5'",
            ],
            Symbols = models.Symbols,
            StandIns = models.StandIns,
            Groups = models.Groups,
        }.Create();
    }
}
