using System.CommandLine;
using Overtone.Cli.Commands;
using Overtone.Hosting.Terminal;

namespace Overtone.Cli;

/// <summary>What the catalogue's tool is called, is for, and can do beside running studies.</summary>
internal static class Tool
{
    public const string Name = "overtone";

    public const string Description =
        "Overtone looks at neural networks in the frequency domain: it reruns published results and tests their claims.";

    public static Command[] Commands(string[] args, Output output) =>
    [
        AuditCommand.Create(args, output),
        AttackCommand.Create(args, output),
        DefendCommand.Create(args, output),
        TrainCommand.Create(args, output),
        SpectrumCommand.Create(args, output),
        DataCommand.Create(args, output),
        DoctorCommand.Create(args, output),
    ];
}
