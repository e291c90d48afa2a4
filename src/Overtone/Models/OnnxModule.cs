using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// An ONNX file as a TorchSharp module: libtorch computes it, on the processor, and so differentiates it by its input. Its weights are
/// constants, and it is in evaluation mode whatever mode it is set to. Rounding (of quantised models, of inputs passed as bytes) hands
/// gradients on as if it were not there.
/// Source: ONNX's operator specifications, opsets 7 and up.
/// </summary>
/// <remarks>
/// What depends only on the shape of the input is computed once for each shape; the last few shapes are kept. One call at a time.
/// </remarks>
public sealed class OnnxModule : nn.Module<Tensor, Tensor>
{
    private const int MostShapes = 4;

    private readonly OnnxModel _model;
    private readonly NumberType _numberType;
    private readonly LinkedList<(long[] Shape, OnnxProgram Program)> _programs = [];

    private OnnxModule(OnnxModel model, string output, NumberType numberType)
        : base(Path.GetFileNameWithoutExtension(model.File)) => (_model, Output, _numberType) = (model, output, numberType);

    /// <summary>The name of its input.</summary>
    public string Input => _model.Inputs[0];

    /// <summary>The name of what it computes.</summary>
    public string Output { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The ONNX file; weights outside it lie beside it.</param>
    /// <param name="output">
    /// What is computed: an output of the graph, or any tensor that one of its nodes computes; the only output if not given.
    /// </param>
    /// <param name="numberType">What it computes with; bfloat16 also stands for every floating type that the file names.</param>
    /// <returns>A module that the caller disposes.</returns>
    /// <exception cref="ModelFormatException">
    /// The file is damaged, its graph has not one input, or it holds an operator that cannot be computed; the message names the node.
    /// </exception>
    public static OnnxModule Open(string file, string? output = null, NumberType numberType = NumberType.Float32)
    {
        // Weights from elsewhere are refused before anything is read.
        _ = ModelFileRecognition.KindOf(file);
        OnnxModel model = OnnxModelReader.Read(file);
        try
        {
            if (model.Inputs.Count != 1)
                throw new ModelFormatException(file, "inputs", $"{model.Inputs.Count}: {string.Join(", ", model.Inputs)}", "one");
            if (output is null && model.Outputs.Count != 1)
            {
                throw new ModelFormatException(
                    file, "outputs", $"{model.Outputs.Count}: {string.Join(", ", model.Outputs)}", "one, or the name of the one wanted");
            }

            return new OnnxModule(model, output ?? model.Outputs[0], numberType);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The first node of a file that cannot be computed, and why, told without reading its weights; null if all can.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="output">The output that is to be computed; any if not given.</param>
    /// <exception cref="ModelFormatException">The file is damaged.</exception>
    public static string? FaultOf(string file, string? output = null) => OnnxSupport.FaultOf(file, output);

    /// <summary>Computes the output.</summary>
    /// <param name="input">Of the shape that the graph wants; float32, or bfloat16 if the module computes with that.</param>
    /// <returns>In the caller's dispose scope.</returns>
    /// <exception cref="ModelFormatException">A node cannot be computed for an input of that shape; the message names it.</exception>
    public override Tensor forward(Tensor input) => ProgramFor(input).Run(input)[0];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach ((_, OnnxProgram program) in _programs)
                program.Dispose();
            _model.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The program for an input of one shape, in float64; the caller disposes it.</summary>
    /// <param name="shape">The shape, the number of images first.</param>
    internal OnnxProgram InFloat64(long[] shape)
    {
        using Tensor input = zeros(shape);
        return OnnxProgram.Trace(_model, [Output], input, ScalarType.Float64);
    }

    private static ScalarType TypeOf(NumberType type) => type == NumberType.Float32 ? ScalarType.Float32 : ScalarType.BFloat16;

    // The one used last stands first.
    private OnnxProgram ProgramFor(Tensor input)
    {
        LinkedListNode<(long[] Shape, OnnxProgram Program)>? known = _programs.First;
        while (known is not null && !known.Value.Shape.AsSpan().SequenceEqual(input.shape))
            known = known.Next;
        if (known is null)
        {
            using Tensor exact = _numberType == NumberType.Float32 ? input.detach() : input.detach().to_type(ScalarType.Float32);
            known = new((input.shape, OnnxProgram.Trace(_model, [Output], exact, TypeOf(_numberType))));
        }
        else
        {
            _programs.Remove(known);
        }

        _programs.AddFirst(known);
        if (_programs.Count > MostShapes)
        {
            _programs.Last!.Value.Program.Dispose();
            _programs.RemoveLast();
        }

        return known.Value.Program;
    }
}
