using Overtone.Models;

namespace Overtone.Tests.Models;

public class ModelFormatExceptionTests
{
    [Fact]
    public void The_message_names_file_field_found_and_expected()
    {
        var fault = new ModelFormatException("net.onnx", "input images", "float64", "float32");

        Assert.Equal("net.onnx: input images: found float64, expected float32", fault.Message);
        Assert.Equal(("net.onnx", "input images", "float64", "float32"), (fault.File, fault.Field, fault.Found, fault.Expected));
    }
}
