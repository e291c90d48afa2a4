using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// The program that tries a model: the library's own entry point, started by <see cref="ModelProbe"/> in a process of its own. What ends
/// that process, ends nothing else.
/// </summary>
internal static class ProbeProgram
{
    private static int Main()
    {
        // Ctrl-C reaches the whole group of processes; whoever started this one ends it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        ProbeRequest request = JsonSerializer.Deserialize<ProbeRequest>(Console.In.ReadLine() ?? "null", ProbeRequest.Json)
            ?? throw new InvalidDataException("This program is started by Overtone, to try a model.");
        EndWithInput();
        try
        {
            Try(request);
        }
        catch (ModelFormatException fault)
        {
            Say(new ProbeAnswer(ProbeStage.Refused, Fault: new ProbeFault(fault.File, fault.Field, fault.Found, fault.Expected)));
        }
        catch (Exception error)
        {
            Say(
                new ProbeAnswer(
                    ProbeStage.Refused,
                    Fault: new ProbeFault(request.File, "model", $"\"{NativeMessage.Of(error)}\"", "a model that can be opened")));
        }

        return 0;
    }

    // Whoever started this process watches its memory and time; without them, it must not go on.
    private static void EndWithInput()
    {
        var waiting = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
                continue;
            Process.GetCurrentProcess().Kill();
        })
        {
            IsBackground = true,
        };
        waiting.Start();
    }

    private static void Try(ProbeRequest request)
    {
        if (request.Threads is { } threads)
            set_num_threads(threads);
        Say(new ProbeAnswer(ProbeStage.Opening));
        using IClassifier classifier = ClassifierFile.Open(request.File, request.Input, request.Options);
        using Tensor? kernels = (classifier as Classifier)?.FirstConvolution();
        string fault = ClassifierFile.GradientFault(request.File, classifier.Description.Output) ?? "";
        if (classifier is IDifferentiableClassifier differentiable)
        {
            Say(new ProbeAnswer(ProbeStage.Differentiating, new ProbeResult(classifier.InputSize, classifier.ClassCount, false, "")));
            fault = GradientFault(differentiable);
        }

        bool hasGradient = classifier is IDifferentiableClassifier && fault.Length == 0;
        Say(new ProbeAnswer(ProbeStage.Usable, new ProbeResult(classifier.InputSize, classifier.ClassCount, hasGradient, fault)));
    }

    private static string GradientFault(IDifferentiableClassifier classifier)
    {
        InputSize size = classifier.InputSize;
        using Tensor grey = full([1, size.Channels, size.Height, size.Width], 0.5f);
        try
        {
            using ClassifierGradient gradient = classifier.CrossEntropyGradient(grey, [0]);
            return "";
        }
        catch (ModelFormatException fault)
        {
            return $"{fault.Field}: found {fault.Found}";
        }
    }

    private static void Say(ProbeAnswer answer)
    {
        Console.Out.WriteLine(answer.ToLine());
        Console.Out.Flush();
    }
}
